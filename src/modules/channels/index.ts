export type { AccountWorker } from './account-workers.ts'
export { connectAccount } from './accounts.ts'
export { CredentialsRefused, NotNow } from './breaker.ts'
export type { ByHandChannel } from './by-hand.ts'
export type {
  ConnectField,
  Connector,
  ConnectorLimits,
  ConnectorLink,
  ConnectorMaker,
  ConnectorSupport,
  CreationTrace,
  Finding,
  ListingPhoto,
  PictureBook,
  Publication,
  PublishEntry,
  RemoteListing,
  RemoteState,
  StandingListing,
  WantedListing,
  Withdrawal,
  WithdrawEntry,
} from './connector.ts'
export { subscriptions } from './events.ts'
export { verifyListings } from './explain.ts'
export { type OpenAccount, openConnector } from './lane.ts'
export { startLanes } from './lanes.ts'
export { type Account, type JsonObject, jsonObject } from './listing.ts'
export { noteAccount } from './note-account.ts'
export { pollAccount } from './poll-account.ts'
export { findSoldListings, getAccount } from './queries.ts'
export { laneGauges } from './queries-gauges.ts'
export { type KnownLine, recogniseLines } from './recognise-lines.ts'
export { channelsRefusals } from './refusals.ts'
export type { Rejection } from './rejection.ts'
export type {
  Cancellation,
  CancelReason,
  CommandAnswer,
  Decision,
  InboundRequest,
  Notice,
  Notifications,
  OrderCommands,
  OrdersCursor,
  Parcel,
  RemoteAddress,
  RemoteOrder,
  RemoteOrderLine,
  SellerStanding,
} from './remote-order.ts'
export { routes } from './routes.ts'
export { runLane } from './run-lane.ts'
export { requestProof, resendListings } from './store.ts'
export { noteRemote } from './store-remote.ts'
export type { Timing } from './timing.ts'
