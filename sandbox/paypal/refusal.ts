export type PayPalStatus = 400 | 401 | 404 | 422

/** Answered as `{name, message, details: [{issue}]}`. */
export class PayPalRefusal extends Error {
  readonly status: PayPalStatus
  readonly problem: string
  readonly issue: string | undefined

  constructor(status: PayPalStatus, problem: string, issue?: string) {
    super(issue ?? problem)
    this.name = 'PayPalRefusal'
    this.status = status
    this.problem = problem
    this.issue = issue
  }
}

export function refusePayPal(status: PayPalStatus, problem: string, issue?: string): never {
  throw new PayPalRefusal(status, problem, issue)
}

export const refuseIssue = (issue: string): never => refusePayPal(422, 'UNPROCESSABLE_ENTITY', issue)

const words: Readonly<Record<string, string>> = {
  RESOURCE_NOT_FOUND: 'The specified resource does not exist.',
  UNPROCESSABLE_ENTITY:
    'The requested action could not be performed, semantically incorrect, or failed business validation.',
  INVALID_REQUEST: 'Request is not well-formed, syntactically incorrect, or violates schema.',
}

export const errorBody = (name: string, issue?: string) => ({
  name,
  message: words[name] ?? 'The request failed.',
  debug_id: 'f0sandbox0debug',
  ...(issue === undefined ? {} : { details: [{ issue, description: 'See the documentation of the issue.' }] }),
})
