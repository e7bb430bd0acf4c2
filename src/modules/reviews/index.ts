export { answerReview, decideReview } from './decide-review.ts'
export { inviteBuyer, jobs } from './invite-buyer.ts'
export { personalData } from './personal-data.ts'
export {
  findInvitation,
  type PublishedReview,
  publishedReviews,
  reviewsPerPage,
  type ShopRating,
  shopRating,
} from './queries.ts'
export { reviewsRefusals } from './refusals.ts'
export { rejectionReasons, verdicts } from './reviews.ts'
export { routes } from './routes.ts'
export { subscriptions } from './subscriptions.ts'
export { writeReview } from './write-review.ts'
