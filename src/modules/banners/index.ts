export { bannersTag, createBanner } from './banners.ts'
export { bannersRefusals } from './refusals.ts'
export { routes } from './routes.ts'
export { shownBanners } from './shown-banners.ts'
