"""The commands of `opslag`, in the order in which a new user needs them."""

from web.commands.asking import search_command
from web.commands.generations import generations_command, rollback_command
from web.commands.indexing import add_command, optimize_command, rebuild_command, remove_command
from web.commands.measuring import analyze_command, evaluate_command
from web.commands.operating import check_command, info_command, serve_command

COMMANDS = (
    rebuild_command,
    add_command,
    remove_command,
    optimize_command,
    search_command,
    serve_command,
    check_command,
    info_command,
    generations_command,
    rollback_command,
    analyze_command,
    evaluate_command,
)

__all__ = ["COMMANDS"]
