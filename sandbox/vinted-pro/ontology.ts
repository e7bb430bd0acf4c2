/** What a seller must ask for before listing anything. Ids and titles are ours: the real ones come with the account. */
type Catalog = {
  id: number
  title: string
  catalogs: readonly Catalog[]
  disabled_fields?: readonly string[]
  item_attribute_codes?: readonly string[]
}

const leaf = (id: number, title: string, changes: Partial<Catalog> = {}): Catalog => ({
  id,
  title,
  catalogs: [],
  disabled_fields: [],
  item_attribute_codes: ['condition'],
  ...changes,
})

const catalogs: readonly Catalog[] = [
  { id: 5, title: 'Hommes', catalogs: [leaf(1206, 'Manteaux')] },
  {
    id: 2309,
    title: 'Divertissement',
    catalogs: [
      {
        id: 3035,
        title: 'Musique',
        catalogs: [
          leaf(3043, 'CD'),
          leaf(3044, 'Disques vinyles', { disabled_fields: ['brand'] }),
          leaf(3045, 'Cassettes audio'),
        ],
      },
      { id: 3038, title: 'Vidéo', catalogs: [leaf(3046, 'DVD')] },
    ],
  },
]

const conditions = [
  { id: 6, title: 'Neuf avec étiquette' },
  { id: 1, title: 'Neuf sans étiquette' },
  { id: 2, title: 'Très bon état' },
  { id: 3, title: 'Bon état' },
  { id: 4, title: 'Satisfaisant' },
]

export const ontologies = {
  version: '2026-10-01',
  country: 'FR',
  currency: 'EUR',
  enumerations: {
    catalogs,
    statuses: conditions,
    package_sizes: [
      { id: 1, title: 'Petit' },
      { id: 2, title: 'Moyen' },
      { id: 3, title: 'Grand' },
    ],
    colors: [{ id: 1, title: 'Noir' }],
    size_groups: [],
    item_attributes: [{ code: 'condition', title: 'État', options: conditions }],
  },
}

const leaves = (branches: readonly Catalog[]): Catalog[] =>
  branches.flatMap((branch) => (branch.catalogs.length === 0 ? [branch] : leaves(branch.catalogs)))

export const findLeaf = (id: number): Catalog | undefined => leaves(catalogs).find((catalog) => catalog.id === id)
export const isCondition = (id: number): boolean => conditions.some((condition) => condition.id === id)
export const conditionTitle = (id: number): string => conditions.find((condition) => condition.id === id)?.title ?? ''
export const isPackageSize = (id: number): boolean =>
  ontologies.enumerations.package_sizes.some((size) => size.id === id)
