import type { Machine } from '#sandbox/machine'
import type { Resource } from './resources.ts'
import { column, type FieldValue, findRows, type Row, text } from './row-store.ts'
import { cdata } from './xml.ts'

const api = 'https://bac-a-disques.example/api'

export type Shown = {
  readonly name: string
  readonly resource: Resource
  readonly row: Row
  /** Undefined: the id alone. */
  readonly fields: readonly string[] | undefined
}

export function rowNode(machine: Machine, { name, resource, row, fields }: Shown): string {
  if (!fields) return `<${resource.node} id="${row.id}" xlink:href="${api}/${name}/${row.id}"/>`
  const own = fields.filter((field) => field === 'id' || resource.fields[field])
  const nodes = own.map((field) =>
    field === 'id' ? `<id>${cdata(String(row.id))}</id>` : fieldNode(resource, field, row),
  )
  const wanted = resource.associations.filter((association) => fields.includes(association))
  const associations = wanted.map((association) => associationNode(machine, { name, row, association }))
  const tail = associations.length > 0 ? `\n<associations>\n${associations.join('\n')}\n</associations>` : ''
  return `<${resource.node}>\n${nodes.join('\n')}${tail}\n</${resource.node}>`
}

/** `quantity` of a product is always nought here: the true one stands in its stock. */
function fieldNode(resource: Resource, name: string, row: Row): string {
  const field = resource.fields[name]
  if (field?.isTranslated) return `<${name}>${languageNodes(row.document.fields[name])}</${name}>`
  if (field?.isReadOnly) return `<${name} notFilterable="true">${cdata(name === 'quantity' ? '0' : '')}</${name}>`
  return `<${name}>${cdata(text(row, name))}</${name}>`
}

const languageNodes = (value: FieldValue | undefined): string =>
  ['1', '2']
    .map((id) => {
      const words = typeof value === 'object' ? (value[id] ?? '') : (value ?? '')
      return `<language id="${id}" xlink:href="${api}/languages/${id}">${cdata(words)}</language>`
    })
    .join('')

const associationNodes: Readonly<Record<string, string>> = {
  categories: 'category',
  images: 'image',
  stock_availables: 'stock_available',
  order_rows: 'order_row',
  products: 'product',
}

type Linked = { readonly name: string; readonly row: Row; readonly association: string }

function associationNode(machine: Machine, { name, row, association }: Linked): string {
  const node = associationNodes[association] ?? association
  const entries = entriesOf(machine, { name, row, association }).map(
    (entry) =>
      `<${node}>${Object.entries(entry)
        .map(([key, value]) => `<${key}>${cdata(value)}</${key}>`)
        .join('')}</${node}>`,
  )
  return `<${association} nodeType="${node}" api="${association}">${entries.join('')}</${association}>`
}

function entriesOf(machine: Machine, { name, row, association }: Linked): readonly Readonly<Record<string, string>>[] {
  if (name === 'products' && association === 'stock_availables') {
    const where = [{ sql: `${column('id_product')} = ? collate nocase`, values: [String(row.id)] }]
    return findRows(machine, { resource: 'stock_availables', where }).map((stock) => ({
      id: String(stock.id),
      id_product_attribute: text(stock, 'id_product_attribute'),
    }))
  }
  if (name === 'products' && association === 'images')
    return imageIds(machine, row.id).map((id) => ({ id: String(id) }))
  return row.document.associations[association] ?? []
}

export const imageIds = ({ store }: Machine, productId: number): number[] =>
  store.all('select id from prestashop_images where product_id = ? order by id', productId).map(({ id }) => Number(id))
