export type { Letterhead } from './mails.ts'
export {
  acceptReturn,
  cancelReturn,
  checkReturn,
  markSentBack,
  receiveReturn,
  recordReceipt,
  refuseReturn,
} from './move-return.ts'
export { personalData } from './personal-data.ts'
export { complaintPhotosMax, readComplaintPhotos } from './photos.ts'
export type { Period } from './policy.ts'
export { getReturn, listReturns, type ReturnView } from './queries.ts'
export { refundReturn } from './refund-return.ts'
export { returnsRefusals } from './refusals.ts'
export { periodOf, requestReturn, returnableLines } from './request-return.ts'
export { returnReasons } from './return.ts'
export { createRoutes } from './routes.ts'
