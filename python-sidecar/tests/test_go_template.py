"""What is evaluated of Go's templates, and that Go itself writes the same."""

from pathlib import Path

import pytest
import written_by_go

from antecedent_sidecar.go_template import rendered

VALUES = {"System": "", "Messages": [{"Role": "user", "Content": "Ann"}, {"Role": "assistant", "Content": "Bob"}]}
WRITTEN = {
    "plain, { } and }}": "plain, { } and }}",
    "{{ .System }}|{{ $.System }}": "|",
    "{{ if .System }}a{{ else if .Messages }}b{{ else }}c{{ end }}": "b",
    "{{ if not .System }}a{{ end }}{{ if and .Messages .System }}b{{ end }}": "a",
    "{{ range $at, $turn := .Messages }}{{ .Role }}{{ $turn.Content }};{{ end }}": "userAnn;assistantBob;",
    "{{ range $at, $_ := .Messages }}{{ if eq (len (slice $.Messages $at)) 1 }}{{ .Content }}{{ end }}{{ end }}": "Bob",
    "{{ range $at, $_ := .Messages }}{{ $first := eq $at 0 }}{{ if $first }}{{ .Content }}{{ end }}{{ end }}": "Ann",
    '{{ $a := .System }}{{ if .Messages }}{{ $a := "b" }}{{ $a }}{{ end }}{{ $a }}': "b",
    '{{ "a{{ \\"b\\" }}\\n\\t\\u200b\\U0001f642" }}c': 'a{{ "b" }}\n\t\u200b🙂c',
    '{{ "{" }}{{ if eq 2 (len .Messages) }}!{{ end }}}': "{!}",
}


@pytest.mark.parametrize("template", WRITTEN)
def test_a_template_writes_what_it_says(template: str) -> None:
    assert rendered(template, VALUES) == WRITTEN[template]


def test_go_writes_the_same(tmp_path: Path) -> None:
    assert written_by_go.asked(tmp_path, list(WRITTEN), [VALUES]) == [[text] for text in WRITTEN.values()]


@pytest.mark.parametrize(
    "template",
    [
        "{{ }}",
        "{{}}",
        "{{ .Nope }}",
        "{{ $x }}",
        "{{ . }}",
        "{{ len }}",
        "{{ len .System }}",
        "{{ if eq .System 1 }}{{ end }}",
        "{{ if .System",
        "{{ if .System }}",
        "{{ if }}{{ end }}",
        "{{ .System",
        '{{ "a }}',
        '{{ "a\nb" }}',
        '{{ "\\x41" }}',
        "{{{ .System }}",
        "{{- .System -}}",
        "{{/* nothing */}}",
        "{{ .System | print }}",
        "{{ printf 1 }}",
        "{{ .Messages }}",
        "{{ .System.Role }}",
        "{{ .Messages.Role }}",
        "{{ range .Messages }}{{ end }}",
        "{{ range $at, $turn := .Messages }}{{ else }}{{ end }}",
        "{{ if .Messages }}{{ $a := .System }}{{ end }}{{ $a }}",
        "{{ if .System }}{{ else }}{{ else }}{{ end }}",
        "{{ else }}",
        "{{ end }}",
        "{{ end }}{{ .System }}",
        "{{ if (not .System }}{{ end }}",
    ],
)
def test_what_is_not_known_is_refused(template: str) -> None:
    with pytest.raises(ValueError):
        rendered(template, VALUES)
