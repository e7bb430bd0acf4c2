export { breakFetch, brokenAnswer } from './broken-answers.ts'
export {
  clearFaults,
  type Fault,
  type FaultKind,
  faultKinds,
  faultsSchema,
  listFaults,
  planFault,
  takeFault,
} from './faults.ts'
