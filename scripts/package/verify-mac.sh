#!/usr/bin/env bash
# Looks at a signed app as a stranger's Mac does (scripts/package/verify-mac.sh dist/mac-arm64/Antecedent.app).
# Ends with the first thing that is wrong. What is meant by each line is in docs/release-checklist.md.
set -Eeuo pipefail
trap 'echo "Not so: line $LINENO of $0." >&2' ERR
app=$1
resources="$app/Contents/Resources"
python="$resources/python/bin/python3.13"
here=$(cd "$(dirname "$0")" && pwd)

say() { printf '\n%s\n' "$1"; }

say 'Every seal holds'
codesign --verify --deep --strict --verbose=2 "$app"

say 'Gatekeeper lets it start, and the ticket is stapled to it'
spctl --assess --type execute --verbose=2 "$app"
xcrun stapler validate "$app"

say 'Hardened, by one team, with the entitlements of ours alone'
team=$(codesign --display --verbose=2 "$app" 2>&1 | sed -n 's/^TeamIdentifier=//p')
[[ -n $team && $team != 'not set' ]]
code=()
while IFS= read -r -d '' file; do code+=("$file"); done < <(
  find "$resources/python" -type f \( -name '*.so' -o -name '*.dylib' -o -path '*/bin/python3.13' \) -print0
)
for file in "$app" "${code[@]}"; do
  shown=$(codesign --display --verbose=4 "$file" 2>&1)
  grep -q "^TeamIdentifier=$team$" <<< "$shown"
  grep -q 'flags=.*runtime' <<< "$shown"
  grep -q '^Timestamp=' <<< "$shown"
done
echo "${#code[@]} files of Python’s, all of team $team"
for file in "$app" "$python"; do
  keys=$(codesign --display --entitlements - --xml "$file" 2> /dev/null | plutil -convert json -o - - | tr -d ' \n')
  [[ $keys == '{"com.apple.security.cs.allow-jit":true}' ]]
done

say 'Nothing but code carries a signature of its own'
# Into a text first: a pipe that grep leaves early would count as one that found nothing.
marks=$(xattr -rl "$resources")
if grep -q 'com.apple.cs.' <<< "$marks"; then
  echo 'A file that is no code was signed: see signIgnore in electron-builder.yml.' >&2
  exit 1
fi

say 'Python inside imports everything and computes on the GPU'
"$python" -I -B "$here/self_test.py" "$resources/python-sidecar" | tee /dev/stderr | grep -q 'gpu'

say 'It left nothing behind'
codesign --verify --deep --strict "$app"

say 'The archives hold the same app'
folder=$(mktemp -d)
trap 'hdiutil detach -quiet "$folder/dmg" 2> /dev/null; rm -rf "$folder"' EXIT
dist=$(cd "$(dirname "$app")/.." && pwd)
ditto -x -k "$dist"/*.zip "$folder/zip"
codesign --verify --deep --strict "$folder/zip/$(basename "$app")"
xcrun stapler validate "$folder/zip/$(basename "$app")"
mkdir "$folder/dmg"
hdiutil attach -quiet -readonly -nobrowse -mountpoint "$folder/dmg" "$dist"/*.dmg
codesign --verify --deep --strict "$folder/dmg/$(basename "$app")"
xcrun stapler validate "$folder/dmg/$(basename "$app")"

say 'All of it holds.'
