import './events.ts'

export {
  claimUnits,
  claimUnitsIfFree,
  claimVariant,
  claimVariantsIfFree,
  transferClaims,
} from './claim-units.ts'
export { jobs } from './jobs.ts'
export { makeLot } from './make-lot.ts'
export { moveUnits, placeCodes } from './move-units.ts'
export { availability } from './queries.ts'
export { verifyStock } from './queries-verify.ts'
export { ensurePlaces, receiveUnits } from './receive-units.ts'
export { stockRefusals } from './refusals.ts'
export { releaseClaims } from './release-claims.ts'
export { routes } from './routes.ts'
export { type Availability, type ClaimKind, cartHolder, type Fault, type Holder, orderHolder } from './stock.ts'
export { claimingVariants } from './store.ts'
export { unitTimeline } from './unit-timeline.ts'
