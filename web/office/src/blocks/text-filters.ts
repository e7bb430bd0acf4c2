/** Filters of a list as they stand in the address: known names only, empty ones left out. */
export const textFilters =
  <Name extends string>(...names: readonly Name[]) =>
  (search: Record<string, unknown>): { [K in Name]?: string | undefined } => {
    const filters: { [K in Name]?: string | undefined } = {}
    for (const name of names) {
      const value = search[name]
      if (typeof value === 'string' && value !== '') filters[name] = value
    }
    return filters
  }
