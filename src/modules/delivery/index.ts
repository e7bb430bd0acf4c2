export { choiceWords, distanceWords, hoursWords } from './choice-words.ts'
export { chooseDelivery, type WantedChoice } from './choose.ts'
export { collectionMarketDays, collectionSlots, slotKey } from './collection.ts'
export type {
  CollectionSlot as CollectionSlotView,
  DeliveryChoice,
  DeliveryEstimate,
  DeliveryKind,
  DeliveryMethod,
  DeliveryOption,
  NearbyRelayPoint,
  RelayDirectory,
  RelaySearch,
} from './delivery.ts'
export { deliveryOptions } from './options.ts'
export { doubtPlace, type PlaceDoubt, townsOf } from './postcodes.ts'
export { findOrderDelivery, getMethod, listMethods } from './queries.ts'
export { deliveryRefusals } from './refusals.ts'
export { type RelayAnswer, relayPointsNear } from './relay-points.ts'
export { routes } from './routes.ts'
export { insertOrderDelivery } from './store.ts'
