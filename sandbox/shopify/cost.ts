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
import { type Machine, readSetting } from '#sandbox/machine'

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

/** A leaky bucket: full at first, filled at a steady rate; a document that it cannot pay for is not begun. */
export function createBucket(machine: Machine) {
  const state = { points: Number.POSITIVE_INFINITY, at: machine.now().getTime() }
  return (cost: number) => {
    const maximum = readSetting(machine, 'shopify.bucketPoints')
    const rate = readSetting(machine, 'shopify.restorePointsPerSecond')
    const at = machine.now().getTime()
    const available = Math.min(maximum, state.points + ((at - state.at) / 1000) * rate)
    const isPaid = available >= cost
    state.points = isPaid ? available - cost : available
    state.at = at
    const throttleStatus = {
      maximumAvailable: maximum,
      currentlyAvailable: Math.floor(state.points),
      restoreRate: rate,
    }
    return { isPaid, cost: { requestedQueryCost: cost, actualQueryCost: isPaid ? cost : null, throttleStatus } }
  }
}
