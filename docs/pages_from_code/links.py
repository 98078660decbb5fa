"""What a name in single backticks links to."""

from typing import Any

__all__ = ["find"]


def find(app: Any, env: Any, node: Any, shown: Any) -> Any:
    """Return a link to what a docstring calls by its short name, or the name as code.

    NumPy's docstrings have parameters, methods and classes in the same backticks, so what is no
    class is no mistake. A role that says what it looks for, such as ``:py:class:``, is taken by
    its word: the answer is None, and Sphinx warns.

    Parameters
    ----------
    app, env, node, shown
        As Sphinx's event ``missing-reference`` gives them.
    """
    if node.get("reftype") != "obj":
        return None
    domain, name = env.domains["py"], node["reftarget"]
    ends = [known for known in domain.objects if known.endswith(f".{name}")]
    whole = {known for known in ends if domain.objects[known].objtype in ("class", "function")}
    if len(whole) != 1:
        return shown
    return domain.resolve_xref(env, node["refdoc"], app.builder, "obj", whole.pop(), node, shown)
