import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  stringifySearchWith,
} from '@tanstack/react-router'
import { textFilters } from './blocks/text-filters.ts'
import { NotFound } from './frame/not-found.tsx'
import { PageProblem } from './frame/page-problem.tsx'
import { Shell } from './frame/shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })
const getParentRoute = () => root

const routes = [
  createRoute({
    getParentRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./pages/today/today-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/orders',
    validateSearch: textFilters('text', 'state', 'source'),
    component: lazyRouteComponent(() => import('./pages/orders/orders-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/orders/$orderId',
    component: lazyRouteComponent(() => import('./pages/orders/order-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/refunds',
    component: lazyRouteComponent(() => import('./pages/orders/refunds-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/returns',
    validateSearch: textFilters('text', 'state'),
    component: lazyRouteComponent(() => import('./pages/returns/returns-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/returns/$returnId',
    component: lazyRouteComponent(() => import('./pages/returns/return-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/quotes',
    validateSearch: textFilters('state'),
    component: lazyRouteComponent(() => import('./pages/quotes/quotes-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/quotes/$quoteId',
    component: lazyRouteComponent(() => import('./pages/quotes/quote-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/customers',
    validateSearch: textFilters('text'),
    component: lazyRouteComponent(() => import('./pages/customers/customers-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/customers/$customerId',
    component: lazyRouteComponent(() => import('./pages/customers/customer-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/catalogue',
    validateSearch: textFilters('text', 'medium', 'state'),
    component: lazyRouteComponent(() => import('./pages/catalogue/catalogue-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/catalogue/$variantId',
    component: lazyRouteComponent(() => import('./pages/catalogue/copy-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/channels',
    component: lazyRouteComponent(() => import('./pages/channels/channels-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/double-sales',
    component: lazyRouteComponent(() => import('./pages/double-sales/double-sales-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/channels/$accountId',
    validateSearch: textFilters('state'),
    component: lazyRouteComponent(() => import('./pages/channels/account-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/incidents',
    validateSearch: textFilters('state'),
    component: lazyRouteComponent(() => import('./pages/channels/incidents-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/holds',
    validateSearch: textFilters('text', 'medium', 'state', 'from'),
    component: lazyRouteComponent(() => import('./pages/holds/holds-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/holds/$holdId',
    component: lazyRouteComponent(() => import('./pages/holds/hold-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/audit',
    validateSearch: textFilters('state'),
    component: lazyRouteComponent(() => import('./pages/audit/audit-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/waiting',
    component: lazyRouteComponent(() => import('./pages/waiting/waiting-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/wishes',
    component: lazyRouteComponent(() => import('./pages/wishes/wishes-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/delivery',
    component: lazyRouteComponent(() => import('./pages/delivery/delivery-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/calendar',
    component: lazyRouteComponent(() => import('./pages/calendar/calendar-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/redirects',
    component: lazyRouteComponent(() => import('./pages/redirects/redirects-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/imports',
    component: lazyRouteComponent(() => import('./pages/imports/imports-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/imports/$importId',
    component: lazyRouteComponent(() => import('./pages/imports/import-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/articles',
    component: lazyRouteComponent(() => import('./pages/articles/articles-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/articles/new',
    validateSearch: textFilters('kind'),
    component: lazyRouteComponent(() => import('./pages/articles/new-article-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/articles/$articleId',
    component: lazyRouteComponent(() => import('./pages/articles/article-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/questions',
    validateSearch: textFilters('state'),
    component: lazyRouteComponent(() => import('./pages/questions/questions-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/messages',
    validateSearch: textFilters('state'),
    component: lazyRouteComponent(() => import('./pages/messages/messages-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/messages/$threadId',
    component: lazyRouteComponent(() => import('./pages/messages/thread-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/audience',
    component: lazyRouteComponent(() => import('./pages/audience/audience-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/reviews',
    validateSearch: textFilters('state'),
    component: lazyRouteComponent(() => import('./pages/reviews/reviews-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/showcase',
    component: lazyRouteComponent(() => import('./pages/showcase/showcase-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/look',
    component: lazyRouteComponent(() => import('./pages/look/look-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/mails',
    component: lazyRouteComponent(() => import('./pages/mails/mails-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/mails/$mailId',
    component: lazyRouteComponent(() => import('./pages/mails/mail-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/jobs',
    validateSearch: textFilters('state'),
    component: lazyRouteComponent(() => import('./pages/jobs/jobs-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/promotions',
    component: lazyRouteComponent(() => import('./pages/promotions/promotions-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/promotions/$promotionId',
    component: lazyRouteComponent(() => import('./pages/promotions/promotion-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/vouchers',
    component: lazyRouteComponent(() => import('./pages/vouchers/vouchers-page.tsx')),
  }),
  createRoute({
    getParentRoute,
    path: '/settings',
    component: lazyRouteComponent(() => import('./pages/settings/settings-page.tsx')),
  }),
] as const

export const router = createRouter({
  routeTree: root.addChildren(routes),
  basepath: '/office',
  // Filters are text: an order number must not come back from the address as a number.
  parseSearch: parseSearchWith((text) => text),
  stringifySearch: stringifySearchWith(String),
  defaultPreload: 'intent',
  defaultErrorComponent: PageProblem,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
