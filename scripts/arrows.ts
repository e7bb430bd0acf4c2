import type { DependencyType } from 'dependency-cruiser'
import { moduleGraph } from '../src/modules/graph.ts'

/**
 * The arrows of ARCHITECTURE.md as rules for dependency-cruiser: generated from `src/modules/graph.ts`, so the table is
 * the only place where an arrow is declared.
 */
export type ArrowRule = {
  name: string
  comment: string
  severity: 'error'
  from: { path?: string; pathNot?: string }
  to: { path?: string; pathNot?: string; circular?: boolean; dependencyTypesNot?: DependencyType[] }
}

type Graph = Readonly<Record<string, readonly string[]>>

const testFile = '[.]test[.]tsx?$'

/** A module may import another one only along a declared arrow, and only its facade. */
function moduleRules(graph: Graph): ArrowRule[] {
  return Object.entries(graph).map(([name, mayUse]) => ({
    name: `arrows-of-${name}`,
    comment: `src/modules/graph.ts lets ${name} use: ${mayUse.join(', ') || 'no other module'}. Against an arrow, speak by event.`,
    severity: 'error',
    from: { path: `^src/modules/${name}/`, pathNot: testFile },
    to: { path: '^src/modules/', pathNot: `^src/modules/(${[name, ...mayUse].join('|')})/` },
  }))
}

const facadeRules = (graph: Graph): ArrowRule[] =>
  Object.keys(graph).map((name) => ({
    name: `facade-of-${name}`,
    comment: `Outside src/modules/${name} only its index.ts may be imported.`,
    severity: 'error',
    from: { pathNot: `^src/modules/${name}/` },
    to: { path: `^src/modules/${name}/`, pathNot: `^src/modules/${name}/index[.]ts$` },
  }))

const layerRules: ArrowRule[] = [
  {
    name: 'no-cycles',
    comment: 'A cycle means that two files are one thing or that an arrow points the wrong way.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'kernel-imports-nothing',
    comment: 'The kernel has no dependencies and does no I/O.',
    severity: 'error',
    from: { path: '^src/kernel/', pathNot: testFile },
    to: { pathNot: '^src/kernel/' },
  },
  {
    name: 'platform-knows-no-business',
    comment: 'src/platform is domain-free.',
    severity: 'error',
    from: { path: '^src/platform/', pathNot: testFile },
    to: { path: '^src/(modules|connectors|app)/|^(web|sandbox)/' },
  },
  {
    name: 'modules-know-no-vendor-and-no-composition',
    comment: 'Modules define contracts; connectors implement them; src/app joins both.',
    severity: 'error',
    from: { path: '^src/modules/', pathNot: testFile },
    to: { path: '^src/(connectors|app)/|^(web|sandbox|bench|simulation)/' },
  },
  {
    name: 'connectors-do-not-know-each-other',
    comment: 'One vendor, one folder.',
    severity: 'error',
    from: { path: '^src/connectors/([^/]+/[^/]+)/', pathNot: testFile },
    to: { path: '^src/connectors/', pathNot: '^src/connectors/$1/' },
  },
  {
    name: 'sandbox-is-a-stranger',
    comment: "The stand-ins of other people's machines share only the kernel and technical platform code with us.",
    severity: 'error',
    from: { path: '^sandbox/', pathNot: testFile },
    to: { path: '^src/(modules|connectors|app)/|^web/' },
  },
  {
    name: 'office-and-stall-talk-rest-only',
    comment: 'The office and the stall import no server code; the generated client in api/ is their door.',
    severity: 'error',
    from: { path: '^web/(office|stall)/' },
    to: { path: '^src/' },
  },
  {
    name: 'sql-lives-in-store-and-queries',
    comment: 'In a module only store.ts and queries.ts (and files beginning with those words) write SQL.',
    severity: 'error',
    from: { path: '^src/modules/', pathNot: `/(store|queries)[^/]*[.]ts$|${testFile}` },
    to: { path: '^(src/platform/db/|node_modules/kysely/|node_modules/pg/)', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'tests-are-not-imported',
    comment: 'A test file is never imported.',
    severity: 'error',
    from: {},
    to: { path: testFile },
  },
]

export const arrowRules = (graph: Graph = moduleGraph): ArrowRule[] => [
  ...moduleRules(graph),
  ...facadeRules(graph),
  ...layerRules,
]
