import type { APIRoute } from 'astro'
import { newArrivalsRss } from '#modules/feeds'
import { feedFrame, xml } from '../model/feed-frame.ts'

export const GET: APIRoute = async ({ locals, url }) => xml(await newArrivalsRss(locals.cx, feedFrame(locals, url)))
