"""Any table of a plan, filtered, as a file."""

from indicators.language import _
from indicators.tables import TABLES
from pages.components.export_bar import export_bar
from pages.components.export_filters import export_filters
from pages.components.frame import open_page
from pages.components.html import heading
from pages.components.preview import table_preview
from pages.components.selection import choose, filter_row
from pages.server.state import guard

guard("export")
view = open_page(_("Export"), _("Any table, with your filters, as a file that opens anywhere and can be uploaded again"))
with filter_row("table"):
    table = choose("table", _("Table"), {name: _(known.title) for name, known in TABLES.items()}, "status")
filters = export_filters(table, view)

heading(_(TABLES[table].title), _("a look at the beginning; the file holds everything"))
table_preview(table, view, filters)
export_bar(table, view, **filters)
