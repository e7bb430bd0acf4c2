/**
 * What search engines ask of structured data, written down from Google's documentation of product snippets, merchant
 * listings, breadcrumbs, organisations, events and articles, and from the definitions at schema.org (all read 29 Nov 2026).
 * `needs` holds what they require and what they recommend and we always know.
 */
type Node = Readonly<Record<string, unknown>>
type Check = (value: unknown) => boolean
type Rule = { readonly needs: Readonly<Record<string, Check>>; readonly may?: Readonly<Record<string, Check>> }

const isText: Check = (value) => typeof value === 'string' && value.trim() !== ''
const isAddress: Check = (value) => typeof value === 'string' && URL.canParse(value) && /^https?:/.test(value)
const isMoment: Check = (value) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(value)
const isPrice: Check = (value) => typeof value === 'string' && /^\d+\.\d\d$/.test(value) && Number(value) > 0
const isCount: Check = (value) => Number.isInteger(value) && Number(value) >= 0
const isNumber: Check = (value) => Number.isFinite(Number(value))
const isBoolean: Check = (value) => typeof value === 'boolean'
const isNode: Check = (value) => typeof value === 'object' && value !== null
const isNodes: Check = (value) => Array.isArray(value) && value.length > 0 && value.every(isNode)
const isReference: Check = (value) => isNode(value)
const one =
  (...words: readonly string[]): Check =>
  (value) =>
    words.some((word) => value === `https://schema.org/${word}`)

const named = { name: isText }
const place: Rule = { needs: { name: isText, address: (value) => isText(value) || isNode(value) } }
const organization: Rule = {
  needs: named,
  may: {
    url: isAddress,
    logo: isAddress,
    image: isAddress,
    telephone: isText,
    email: isText,
    address: isNode,
    sameAs: Array.isArray,
  },
}
const article: Rule = {
  needs: { headline: isText, datePublished: isMoment, dateModified: isMoment },
  may: { image: isAddress, author: isNode, description: isText, inLanguage: isText },
}
const rating: Rule = {
  needs: { ratingValue: isNumber },
  may: { bestRating: isNumber, worstRating: isNumber, ratingCount: isCount, reviewCount: isCount },
}

const rules: Readonly<Record<string, Rule>> = {
  Product: {
    needs: {
      name: isText,
      image: (value) => isAddress(value) || (Array.isArray(value) && value.every(isAddress)),
      description: isText,
      offers: isNodes,
      sku: isText,
    },
    may: {
      gtin: (value) => /^(\d{8}|\d{12,14})$/.test(String(value)),
      mpn: isText,
      brand: isNode,
      category: isText,
      aggregateRating: isNode,
      review: isNodes,
    },
  },
  Offer: {
    needs: {
      url: isAddress,
      price: isPrice,
      priceCurrency: (value) => value === 'EUR',
      availability: one('InStock', 'LimitedAvailability', 'SoldOut', 'OutOfStock', 'InStoreOnly', 'PreOrder'),
      itemCondition: one('NewCondition', 'UsedCondition', 'RefurbishedCondition'),
    },
    may: {
      sku: isText,
      priceValidUntil: isMoment,
      seller: isNode,
      shippingDetails: (value) => isNode(value),
      hasMerchantReturnPolicy: isNode,
    },
  },
  Brand: { needs: named },
  BreadcrumbList: { needs: { itemListElement: isNodes } },
  ItemList: { needs: { numberOfItems: isCount, itemListElement: Array.isArray } },
  ListItem: {
    needs: { position: (value) => isCount(value) && Number(value) > 0, name: isText },
    may: { item: isAddress, url: isAddress },
  },
  CollectionPage: { needs: { name: isText, url: isAddress, mainEntity: isNode } },
  Store: {
    needs: { name: isText, url: isAddress, logo: isAddress, image: isAddress },
    may: { telephone: isText, email: (value) => /.+@.+/.test(String(value)), address: isNode, aggregateRating: isNode },
  },
  Organization: organization,
  Person: { needs: named },
  PostalAddress: { needs: { addressCountry: (value) => /^[A-Z]{2}$/.test(String(value)), streetAddress: isText } },
  WebSite: { needs: { name: isText, url: isAddress, potentialAction: isNode }, may: { publisher: isReference } },
  SearchAction: {
    needs: { target: isNode, 'query-input': (value) => value === 'required name=search_term_string' },
  },
  EntryPoint: { needs: { urlTemplate: (value) => isAddress(value) && String(value).includes('{search_term_string}') } },
  Event: {
    needs: {
      name: isText,
      startDate: isMoment,
      location: isNode,
      eventStatus: one('EventScheduled', 'EventCancelled', 'EventPostponed', 'EventRescheduled', 'EventMovedOnline'),
      eventAttendanceMode: one('OfflineEventAttendanceMode', 'OnlineEventAttendanceMode', 'MixedEventAttendanceMode'),
    },
    may: {
      endDate: isMoment,
      url: isAddress,
      organizer: isNode,
      description: isText,
      image: isAddress,
      isAccessibleForFree: isBoolean,
    },
  },
  Place: place,
  BlogPosting: article,
  Article: article,
  Blog: { needs: named },
  AggregateRating: rating,
  Rating: rating,
  Review: { needs: { author: isNode, reviewRating: isNode }, may: { datePublished: isMoment, reviewBody: isText } },
  FAQPage: { needs: { mainEntity: isNodes } },
  Question: { needs: { name: isText, acceptedAnswer: isNode } },
  Answer: { needs: { text: isText } },
}

const isRecord = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is wrong with the structured data of a page; every script of it is read. */
export function jsonLdFaults(html: string): string[] {
  const scripts = [...html.matchAll(/<script[^>]+type="application\/ld\+json"[^>]*>(.*?)<\/script>/gs)]
  return scripts.flatMap(([, text = '']) => documentFaults(text))
}

function documentFaults(text: string): string[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return ['is not JSON']
  }
  if (!isRecord(parsed)) return ['is not an object']
  const context = parsed['@context'] === 'https://schema.org' ? [] : ['names no context']
  const graph = parsed['@graph']
  const { '@context': _, ...alone } = parsed
  const nodes: readonly unknown[] = Array.isArray(graph) ? graph : [alone]
  return [...context, ...nodes.flatMap((node, index) => nodeFaults(node, `#${index}`))]
}

function nodeFaults(node: unknown, path: string): string[] {
  if (!isRecord(node)) return []
  const type = node['@type']
  // Only a reference to a node described elsewhere.
  if (type === undefined && typeof node['@id'] === 'string') return []
  const rule = rules[String(type)]
  const here = `${path} ${String(type)}`
  if (!rule) return [`${here}: no rule for this type`]
  const missing = Object.entries(rule.needs).flatMap(([name, check]) =>
    check(node[name]) ? [] : [`${here}.${name}: ${JSON.stringify(node[name])?.slice(0, 80) ?? 'missing'}`],
  )
  const wrong = Object.entries(rule.may ?? {}).flatMap(([name, check]) =>
    node[name] === undefined || check(node[name])
      ? []
      : [`${here}.${name}: ${JSON.stringify(node[name]).slice(0, 80)}`],
  )
  return [...missing, ...wrong, ...orderFaults(node, here), ...childFaults(node, here)]
}

/** Positions count from 1, without gaps. */
function orderFaults({ itemListElement }: Node, here: string): string[] {
  if (!Array.isArray(itemListElement)) return []
  const isInOrder = itemListElement.every((item: unknown, index) => isRecord(item) && item.position === index + 1)
  return isInOrder ? [] : [`${here}: positions are not 1, 2, 3 …`]
}

const childFaults = (node: Node, here: string): string[] =>
  Object.values(node).flatMap((value) => {
    const children: readonly unknown[] = Array.isArray(value) ? value : [value]
    return children.flatMap((child) => (isRecord(child) ? nodeFaults(child, here) : []))
  })
