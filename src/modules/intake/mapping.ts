/** Our fields of a generic table, and the headers that mean them, French and English, compared without accents and signs. */
const csvFields = {
  sku: ['sku', 'variantsku', 'reference', 'ref', 'codearticle', 'itemcode', 'customlabel', 'handle'],
  artist: ['artist', 'artiste', 'artists', 'artistes', 'artistname', 'groupe', 'interprete', 'band', 'auteur'],
  title: [
    'title',
    'titre',
    'album',
    'name',
    'nom',
    'productname',
    'nomduproduit',
    'designation',
    'libelle',
    'produit',
    'product',
    'article',
  ],
  label: ['label', 'maisondedisque', 'editeur', 'vendor', 'marque', 'brand', 'manufacturer', 'fabricant'],
  catalogueNumber: [
    'cataloguenumber',
    'catalognumber',
    'catno',
    'catalog',
    'nocatalogue',
    'numerodecatalogue',
    'referencelabel',
    'mpn',
  ],
  format: ['format', 'support', 'formats'],
  year: ['year', 'annee', 'released', 'releaseyear', 'anneedesortie', 'date'],
  country: ['country', 'pays', 'paysdepressage'],
  genres: ['genre', 'genres', 'genremusical'],
  styles: ['style', 'styles'],
  barcode: ['barcode', 'codebarre', 'codebarres', 'ean', 'ean13', 'gtin', 'upc', 'variantbarcode'],
  discogsReleaseId: ['discogsreleaseid', 'releaseid', 'discogsid', 'discogs'],
  condition: ['condition', 'neufoccasion', 'newused'],
  mediaGrade: ['mediagrade', 'mediacondition', 'etatdisque', 'etatdudisque', 'etatvinyle', 'etat', 'grade'],
  sleeveGrade: ['sleevegrade', 'sleevecondition', 'etatpochette', 'etatdelapochette', 'pochette'],
  mediaNote: ['medianote', 'notedisque'],
  sleeveNote: ['sleevenote', 'notepochette'],
  comment: ['comment', 'comments', 'commentaire', 'commentaires', 'remarque', 'remarques', 'notes'],
  privateNote: ['privatenote', 'noteprivee', 'noteinterne'],
  weightGrams: ['weightgrams', 'poidsg', 'poidsgrammes', 'variantgrams', 'weightg', 'poids', 'weight'],
  weightKilograms: ['weightkg', 'poidskg'],
  price: [
    'price',
    'prix',
    'prixttc',
    'prixdevente',
    'variantprice',
    'regularprice',
    'tarif',
    'pricetaxexcludedorpricetaxincluded',
    'pricetaxincluded',
    'priceeur',
    'prixeur',
  ],
  currency: ['currency', 'devise', 'monnaie'],
  cost: ['cost', 'prixdachat', 'cout', 'wholesaleprice'],
  quantity: ['quantity', 'quantite', 'qty', 'qte', 'stock', 'variantinventoryqty', 'nombre'],
  place: ['place', 'emplacement', 'location', 'rayon', 'bac', 'rangement'],
} as const satisfies Record<string, readonly string[]>

export type CsvField = keyof typeof csvFields
export type CsvMapping = { readonly [F in CsvField]?: string }

const fieldNames = Object.keys(csvFields).filter((name): name is CsvField => name in csvFields)

export const headerKey = (header: string): string =>
  header
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '')

/** Our proposal for a file's headers; `wishes` (our field → header) come first and may also take a column away with ''. */
export function proposeMapping(headers: readonly string[], wishes: Readonly<Record<string, string>> = {}): CsvMapping {
  const keys = new Map(headers.map((header) => [headerKey(header), header]))
  const proposed = fieldNames.map((field): [CsvField, string] => {
    const wish = wishes[field]
    if (wish !== undefined) return [field, headers.find((header) => header === wish) ?? keys.get(headerKey(wish)) ?? '']
    const known = csvFields[field].find((name) => keys.has(name))
    return [field, (known === undefined ? undefined : keys.get(known)) ?? '']
  })
  return Object.fromEntries(proposed.filter(([, header]) => header !== ''))
}

/** A table of things for sale has a title and something that makes it an offer; a list of suppliers has not. */
export const isSaleTable = (mapping: CsvMapping): boolean =>
  mapping.title !== undefined &&
  [mapping.price, mapping.artist, mapping.barcode, mapping.discogsReleaseId, mapping.quantity].some(
    (column) => column !== undefined,
  )
