/** Spreadsheets run cells that begin like a formula; an apostrophe before them keeps them text. */
const formulaStart = /^[=+\-@\t\r]/

const withGuard = (cell: string): string => (formulaStart.test(cell) ? `'${cell}` : cell)

/** One line of a CSV file (RFC 4180), every cell safe to open in a spreadsheet. */
export const csvLine = (cells: readonly string[], delimiter: string): string =>
  `${cells.map((cell) => quoted(withGuard(cell), delimiter)).join(delimiter)}\r\n`

const quoted = (cell: string, delimiter: string): string =>
  cell.includes('"') || cell.includes('\n') || cell.includes('\r') || cell.includes(delimiter) || cell !== cell.trim()
    ? `"${cell.replaceAll('"', '""')}"`
    : cell
