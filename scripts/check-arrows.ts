import { cruise } from 'dependency-cruiser'
import { arrowRules } from './arrows.ts'

/** Cruises the given folders of `baseDir` and returns every broken arrow as `rule: from → to`. */
export async function brokenArrows(baseDir: string, folders: readonly string[]): Promise<string[]> {
  const result = await cruise(
    [...folders],
    {
      baseDir,
      validate: true,
      ruleSet: { forbidden: arrowRules() },
      parser: 'swc',
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)dist/' },
      extraExtensionsToScan: [],
    },
    { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'], conditionNames: ['node', 'import', 'types'] },
  )
  if (typeof result.output === 'string') throw new Error(result.output)
  return result.output.summary.violations.map(
    (violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`,
  )
}
