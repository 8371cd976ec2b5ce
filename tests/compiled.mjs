// Compiles every .py of a folder for the Python of the studio, as `node compiled.mjs PYODIDE FOLDER`: only that Python
// can. Libraries lose what they say of themselves and the numbers of their lines: a third of what would be sent.
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const [home, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(home, "pyodide.mjs")).href);
const python = await loadPyodide();
python.FS.mkdirTree("/stage");
python.mountNodeFS("/stage", folder);
python.runPython(`
from importlib import _bootstrap_external, util
from pathlib import Path
from types import CodeType


def without_lines(code):
    """The table of lines says “nowhere” for each eight instructions at most."""
    full, rest = divmod(len(code.co_code) // 2, 8)
    nowhere = bytes([0xFF] * full + [0xF8 | rest - 1] * (rest > 0))
    inner = (without_lines(const) if isinstance(const, CodeType) else const for const in code.co_consts)
    return code.replace(co_linetable=nowhere, co_consts=tuple(inner))


for path in sorted(Path("/stage").rglob("*.py")):
    name, source = path.relative_to("/stage"), path.read_bytes()
    is_ours = name.parts[0] == "ecosystem"
    code = compile(source, str(name), "exec", dont_inherit=True, optimize=0 if is_ours else 2)
    made = code if is_ours else without_lines(code)
    pyc = _bootstrap_external._code_to_hash_pyc(made, util.source_hash(source), False)
    path.with_suffix(".pyc").write_bytes(pyc)
    path.unlink()
`);
