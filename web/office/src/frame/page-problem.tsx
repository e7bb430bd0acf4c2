import { ProblemNotice } from '../blocks/problem-notice.tsx'

export const PageProblem = ({ error, reset }: { error: unknown; reset: () => void }) => (
  <ProblemNotice error={error} retry={reset} />
)
