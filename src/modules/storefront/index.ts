export { cardsOf, type Sources } from './cards.ts'
export { homePage } from './home-page.ts'
export { matchesAmong } from './matches-among.ts'
export { namePage } from './name-page.ts'
export { productPage } from './product-page.ts'
export { verifyShelf } from './queries-verify.ts'
export { storefrontRefusals } from './refusals.ts'
export { searchItems } from './search-items.ts'
export { textQuery } from './search-text.ts'
export { type ShareCard, type ShareSleeve, sharePicture, shareSize } from './share-picture.ts'
export { rebuildShelf } from './store.ts'
export { subscriptions } from './subscriptions.ts'
export { suggest } from './suggest.ts'
export {
  type CopyView,
  type FacetName,
  facetNames,
  type GradeFilter,
  type ItemCard,
  type NameKind,
  type NamePage,
  type ProductPage,
  type SearchFilters,
  type SearchRequest,
  type SearchResult,
  type Sort,
  sorts,
} from './views.ts'
