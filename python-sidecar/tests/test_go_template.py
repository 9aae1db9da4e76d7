"""What is evaluated of Go's templates, and that Go itself writes the same."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from antecedent_sidecar.go_template import rendered

VALUES = {"System": "", "Messages": [{"Role": "user", "Content": "Ann"}, {"Role": "assistant", "Content": "Bob"}]}
WRITTEN = {
    "plain": "plain",
    "{{ .System }}|": "|",
    "{{ if .System }}a{{ else if .Messages }}b{{ else }}c{{ end }}": "b",
    "{{ if not .System }}a{{ end }}{{ if and .Messages .System }}b{{ end }}": "a",
    "{{ if or .System .Messages }}c{{ end }}": "c",
    "{{ range $at, $turn := .Messages }}{{ $at }}{{ .Role }}{{ $turn.Content }};{{ end }}": "0userAnn;1assistantBob;",
    "{{ range $at, $_ := .Messages }}{{ if eq (len (slice $.Messages $at)) 1 }}{{ .Content }}{{ end }}{{ end }}": "Bob",
    "{{ range $at, $_ := .Messages }}{{ $last := ne $at 0 }}{{ if $last }}{{ .Content }}{{ end }}{{ end }}": "Bob",
    "a \n {{- if .Messages -}} \n b {{- end }} c": "ab c",
    '{{ "a{{ \\"b\\" }}\\n\\u200b" }}c': 'a{{ "b" }}\n\u200bc',
    "{{ len .Messages }}{{ if eq 2 (len .Messages) }}!{{ end }}": "2!",
}
PROGRAM = """package main

import ("bytes"; "encoding/json"; "os"; "text/template")

func main() {
	var asked struct { Templates []string; Values []map[string]any }
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil { panic(err) }
	written := [][]string{}
	for _, text := range asked.Templates {
		parsed := template.Must(template.New("").Parse(text))
		row := []string{}
		for _, values := range asked.Values {
			var out bytes.Buffer
			if err := parsed.Execute(&out, values); err != nil { panic(err) }
			row = append(row, out.String())
		}
		written = append(written, row)
	}
	json.NewEncoder(os.Stdout).Encode(written)
}
"""


def by_go(folder: Path, templates: list[str], values: list[dict[str, Any]]) -> list[list[str]]:
    """What Go writes: a row a template, a column for each of `values`."""
    go = shutil.which("go")
    if go is None:
        pytest.skip("go is not installed, so its own templates cannot be asked")
    (folder / "main.go").write_text(PROGRAM)
    asked = json.dumps({"Templates": templates, "Values": values})
    done = subprocess.run([go, "run", "main.go"], cwd=folder, input=asked, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("template", WRITTEN)
def test_a_template_writes_what_it_says(template: str) -> None:
    assert rendered(template, VALUES) == WRITTEN[template]


def test_go_writes_the_same(tmp_path: Path) -> None:
    assert by_go(tmp_path, list(WRITTEN), [VALUES]) == [[text] for text in WRITTEN.values()]


@pytest.mark.parametrize(
    "template", ["{{ if .System }}", "{{ .System | print }}", "{{ printf 1 }}", "{{ range .Messages }}{{ end }}"]
)
def test_what_is_not_known_is_refused(template: str) -> None:
    with pytest.raises(ValueError):
        rendered(template, VALUES)
