"""What Go's own text/template writes: asked of Go where it is installed, and kept in written_by_go.json.

`python written_by_go.py` in this folder makes the file anew; it needs Go.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

KEPT = Path(__file__).with_suffix(".json")
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


def asked(folder: Path, templates: list[str], values: list[dict[str, Any]]) -> list[list[str]]:
    """What Go writes: a row a template, a column for each of `values`. Skips where it neither is here nor was asked."""
    if go := shutil.which("go"):
        return _run(go, folder, templates, values)
    kept = {(text, json.dumps(each)): written for text, each, written in json.loads(KEPT.read_text(encoding="utf-8"))}
    try:
        return [[kept[text, json.dumps(each)] for each in values] for text in templates]
    except KeyError:
        pytest.skip("go is not installed, and was not asked for one of these templates")


def _run(go: str, folder: Path, templates: list[str], values: list[dict[str, Any]]) -> list[list[str]]:
    (folder / "main.go").write_text(PROGRAM)
    said = json.dumps({"Templates": templates, "Values": values})
    done = subprocess.run([go, "run", "main.go"], cwd=folder, input=said, capture_output=True, text=True, check=True)
    written: list[list[str]] = json.loads(done.stdout)
    return written


def _main() -> None:
    sys.path.insert(0, str(KEPT.parents[1]))
    import test_go_template
    import test_ollama_template

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [
            [text, each, written]
            for templates, values in (
                (list(test_go_template.WRITTEN), [test_go_template.VALUES]),
                (test_ollama_template.derived_templates(folder), test_ollama_template.VALUES),
            )
            for text, row in zip(templates, asked(folder, templates, values), strict=True)
            for each, written in zip(values, row, strict=True)
        ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    KEPT.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    _main()
