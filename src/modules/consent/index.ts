export { offeredTrackers } from './queries.ts'
export { consentRefusals } from './refusals.ts'
export { routes } from './routes.ts'
export {
  type ConsentState,
  choiceCookie,
  choiceKeptSeconds,
  consentState,
  hostsOf,
  purposes,
  startScript,
} from './tracker.ts'
export { addTracker, chooseTrackers } from './trackers.ts'
