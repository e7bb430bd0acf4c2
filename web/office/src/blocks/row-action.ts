/** Something that may be done to a row. A reason instead of a silent grey button when it may not. */
export type RowAction = {
  label: string
  disabledReason?: string | undefined
  confirm?: string
  isDangerous?: boolean
  run: () => void
}
