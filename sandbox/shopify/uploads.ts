import { Hono } from 'hono'
import type { Machine } from '#sandbox/machine'
import { fillUpload, stageUpload } from './product-store.ts'

const signature = 'sandbox-signature'

/** Where pictures are put before a product may show them: an address each, which takes one form. */
export const uploadMutations = (machine: Machine, origin: string) => ({
  stagedUploadsCreate: ({ input }: { input: readonly { filename: string }[] }) => {
    const stagedTargets = input.map(() => {
      const id = `${machine.store.count('select count(*) as count from shopify_uploads') + 1}`
      stageUpload(machine, id)
      const url = `${origin}/shopify/_staged/${id}`
      return { url, resourceUrl: url, parameters: [{ name: 'signature', value: signature }] }
    })
    return { stagedTargets, userErrors: [] }
  },
})

export function uploads(machine: Machine): Hono {
  const app = new Hono()
  app.post('/:id', async (c) => {
    const form = await c.req.formData()
    const isSound = form.get('signature') === signature && form.get('file') instanceof File
    return c.body(null, isSound && fillUpload(machine, c.req.param('id')) ? 201 : 400)
  })
  return app
}
