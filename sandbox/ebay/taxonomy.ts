import { type Context, Hono } from 'hono'
import { marketplaceId } from './access.ts'
import {
  aspectValues,
  type Category,
  categories,
  categoryTree,
  conditionNames,
  findCategory,
  musicCategory,
  rootCategory,
} from './categories.ts'
import { refuseEbay } from './errors.ts'

const domain = 'API_TAXONOMY'
const suggestionsMax = 3

export function taxonomy(): Hono {
  const app = new Hono()

  app.get('/get_default_category_tree_id', (c) => {
    const asked = c.req.query('marketplace_id') ?? refuseEbay(400, domain, [62002, 'Missing marketplace ID.'])
    if (asked !== marketplaceId) refuseEbay(400, domain, [62003, 'The specified marketplace ID was not found.'])
    return c.json({ categoryTreeId: categoryTree.id, categoryTreeVersion: categoryTree.version })
  })

  app.get('/category_tree/:tree/get_category_suggestions', (c) => {
    checkTree(c)
    const words = (c.req.query('q') ?? '').toLowerCase().match(/[\p{L}\p{N}"]+/gu) ?? []
    if (words.length === 0) refuseEbay(400, domain, [62007, "Missing keyword 'q'."])
    const suggested = suggest(words)
    if (suggested.length === 0) return c.body(null, 204)
    return c.json({
      categorySuggestions: suggested.map((category) => ({
        category: nameOf(category),
        categoryTreeNodeLevel: 2,
        categoryTreeNodeAncestors: [
          {
            categoryId: musicCategory.id,
            categoryName: musicCategory.name,
            categoryTreeNodeLevel: 1,
            categorySubtreeNodeHref: `https://api.ebay.com/commerce/taxonomy/v1/category_tree/${categoryTree.id}/get_category_subtree?category_id=${musicCategory.id}`,
          },
        ],
      })),
      categoryTreeId: categoryTree.id,
      categoryTreeVersion: categoryTree.version,
    })
  })

  app.get('/category_tree/:tree/get_item_aspects_for_category', (c) => {
    checkTree(c)
    const id = c.req.query('category_id') ?? refuseEbay(400, domain, [62006, 'Missing category ID.'])
    if (id === rootCategory.id)
      refuseEbay(400, domain, [62008, 'The specified category ID is the root for the category tree.'])
    if (id === musicCategory.id) refuseEbay(400, domain, [62009, 'The specified category ID must be a leaf category.'])
    const category =
      findCategory(id) ??
      refuseEbay(400, domain, [62005, 'The specified category ID does not belong to specified category tree.'])
    return c.json({ aspects: aspectsOf(category) })
  })

  app.get('/category_tree/:tree', (c) => {
    checkTree(c)
    const leaves = categories.map((category) => ({
      category: nameOf(category),
      categoryTreeNodeLevel: 2,
      leafCategoryTreeNode: true,
    }))
    const branch = {
      category: { categoryId: musicCategory.id, categoryName: musicCategory.name },
      categoryTreeNodeLevel: 1,
      childCategoryTreeNodes: leaves,
    }
    return c.json({
      applicableMarketplaceIds: [marketplaceId],
      categoryTreeId: categoryTree.id,
      categoryTreeVersion: categoryTree.version,
      rootCategoryNode: {
        category: { categoryId: rootCategory.id, categoryName: rootCategory.name },
        categoryTreeNodeLevel: 0,
        childCategoryTreeNodes: [branch],
      },
    })
  })
  return app
}

function checkTree(c: Context): void {
  if (c.req.param('tree') !== categoryTree.id)
    refuseEbay(400, domain, [62004, 'The specified category tree ID was not found.'])
}

const nameOf = ({ id, name }: Category) => ({ categoryId: id, categoryName: name })

/** The more words fit a category, the earlier it comes. */
function suggest(words: readonly string[]): Category[] {
  const scored = categories.map((category) => ({
    category,
    hits: words.filter((word) => category.keywords.includes(word)).length,
  }))
  return scored
    .filter(({ hits }) => hits > 0)
    .toSorted((a, b) => b.hits - a.hits)
    .slice(0, suggestionsMax)
    .map(({ category }) => category)
}

const aspectsOf = (category: Category) => [
  ...category.requiredAspects.map((name) => aspect(name, true)),
  ...category.otherAspects.map((name) => aspect(name, false)),
]

const aspect = (name: string, isRequired: boolean) => ({
  localizedAspectName: name,
  aspectConstraint: {
    aspectDataType: 'STRING',
    aspectMode: 'FREE_TEXT',
    aspectRequired: isRequired,
    aspectUsage: 'RECOMMENDED',
    aspectEnabledForVariations: false,
    aspectApplicableTo: ['PRODUCT'],
    aspectMaxLength: 50,
    itemToAspectCardinality: ['Genre', 'Style'].includes(name) ? 'MULTI' : 'SINGLE',
  },
  aspectValues: (aspectValues[name] ?? []).map((localizedValue) => ({ localizedValue })),
})

/** The Metadata API: which conditions a category allows. Without a filter it answers for every leaf. */
export function metadata(): Hono {
  const app = new Hono()
  app.get('/marketplace/:marketplace/get_item_condition_policies', (c) => {
    if (c.req.param('marketplace') !== marketplaceId)
      refuseEbay(400, 'API_METADATA', [46001, 'The specified marketplace ID was not found.'])
    const filter = c.req.query('filter')
    const ids = filter === undefined ? categories.map(({ id }) => id) : filterIds(filter)
    const found = ids.flatMap((id) => findCategory(id) ?? [])
    return found.length === 0 ? c.body(null, 204) : c.json({ itemConditionPolicies: found.map(conditionPolicy) })
  })
  return app
}

function filterIds(filter: string): string[] {
  const match = /^categoryIds:\{([\d|]+)\}$/.exec(filter)
  return match?.[1]?.split('|').slice(0, 50) ?? refuseEbay(400, 'API_METADATA', [46002, 'The filter value is invalid.'])
}

const conditionPolicy = (category: Category) => ({
  categoryTreeId: categoryTree.id,
  categoryId: category.id,
  itemConditionRequired: true,
  itemConditions: category.conditionIds.map((conditionId) => ({
    conditionId,
    conditionDescription: conditionNames[conditionId] ?? '',
  })),
})
