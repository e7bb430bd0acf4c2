import { createApp } from 'astro/app/entrypoint'

const app = createApp({ streaming: false })

/** Renders the page the request asks for. The 404 page answers for addresses that match nothing. */
export const render = (request: Request, locals: App.Locals): Promise<Response> =>
  app.render(request, { locals, addCookieHeader: true })

export default { render }
