import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { Machine } from '#sandbox/machine'

const mutationPoints = 10
const connectionPoints = 2
export const singleQueryMax = 1000

/**
 * About what Shopify asks for a document: a mutation 10, an object 1, a scalar nothing, a connection 2 and its nodes as
 * often as `first` says. The vendor publishes these rules in words; the answer says what it took.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const info = new TypeInfo(schema)
  const factors = [1]
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  )
  let cost = 0
  const inlined = inline(document, fragments)
  visit(
    inlined,
    visitWithTypeInfo(info, {
      Field: {
        enter(node) {
          const factor = factors.at(-1) ?? 1
          const type = info.getType()
          const named = type && getNamedType(type)
          const isConnection = named?.name.endsWith('Connection') ?? false
          const isMutation = info.getParentType()?.name === 'Mutation'
          cost +=
            factor *
            (isMutation ? mutationPoints : isConnection ? connectionPoints : named && !isLeafType(named) ? 1 : 0)
          factors.push(isConnection ? factor * firstOf(node, variables) : factor)
        },
        leave() {
          factors.pop()
        },
      },
    }),
  )
  return cost
}

function firstOf(node: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  const value = node.arguments?.find(({ name }) => name.value === 'first')?.value
  if (value?.kind === Kind.INT) return Number(value.value)
  return value?.kind === Kind.VARIABLE ? Number(variables[value.name.value] ?? 1) : 1
}

/** Fragments cost where they are spread. */
const inline = (document: DocumentNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): DocumentNode =>
  visit(document, {
    FragmentDefinition: () => null,
    FragmentSpread: (node) => {
      const fragment = fragments.get(node.name.value)
      return fragment
        ? {
            kind: Kind.INLINE_FRAGMENT,
            typeCondition: fragment.typeCondition,
            selectionSet: inlineSelections(fragment, fragments),
          }
        : undefined
    },
  })

const inlineSelections = (fragment: FragmentDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>) =>
  visit(fragment.selectionSet, {
    FragmentSpread: (node) => {
      const inner = fragments.get(node.name.value)
      return inner
        ? { kind: Kind.INLINE_FRAGMENT, typeCondition: inner.typeCondition, selectionSet: inner.selectionSet }
        : undefined
    },
  })

/** What the answer really held: the rest of what was asked for is given back. */
export function actualCost(data: unknown, isMutation: boolean): number {
  const objects = (value: unknown): number => {
    if (Array.isArray(value)) return value.reduce((sum: number, entry) => sum + objects(entry), 0)
    if (value === null || typeof value !== 'object') return 0
    return Object.values(value).reduce((sum: number, entry) => sum + objects(entry), 1)
  }
  const operations = data !== null && typeof data === 'object' ? Object.keys(data).length : 0
  return Math.max(0, objects(data) - 1) + (isMutation ? operations * mutationPoints : 0)
}

/** A leaky bucket: full at first, filled at a steady rate; a document that it cannot pay for is not begun. */
export function createBucket({ now }: Machine, limits: () => { maximum: number; rate: number }) {
  const state = { points: Number.POSITIVE_INFINITY, at: now().getTime() }
  const fill = (): { maximum: number; rate: number } => {
    const { maximum, rate } = limits()
    const at = now().getTime()
    state.points = Math.min(maximum, state.points + ((at - state.at) / 1000) * rate)
    state.at = at
    return { maximum, rate }
  }
  return {
    pay(points: number): boolean {
      fill()
      if (state.points < points) return false
      state.points -= points
      return true
    },
    giveBack(points: number): void {
      state.points += points
    },
    status() {
      const { maximum, rate } = fill()
      return { maximumAvailable: maximum, currentlyAvailable: Math.floor(state.points), restoreRate: rate }
    },
  }
}
