import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { defineConfig } from 'astro/config'
import type { Plugin } from 'vite'
import { pageNames, paramNamesOf } from '#platform/i18n'
import { faultPaths, machineFiles } from './src/paths.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/**
 * Every page exists once, at an address no reader sees: the server knows which page stands at the reader's address in
 * which language (`builtAddress` in src/app/shop-address.ts), so that a language is added without building again.
 */
const pagesByName: AstroIntegration = {
  name: 'pages-by-name',
  hooks: {
    'astro:config:setup': ({ injectRoute }) => {
      for (const page of pageNames) {
        const pattern = ['', `~${page}`, ...paramNamesOf(page).map((name) => `[${name}]`)].join('/')
        injectRoute({ pattern, entrypoint: entrypointOf(page), prerender: false })
      }
      for (const [page, pattern] of Object.entries(faultPaths)) {
        injectRoute({ pattern, entrypoint: entrypointOf(page), prerender: false })
      }
      for (const [file, pattern] of Object.entries(machineFiles)) {
        injectRoute({ pattern, entrypoint: entrypointOf(file), prerender: false })
      }
    },
  },
}

function entrypointOf(name: string): string {
  const view = here(`./src/views/${name}.astro`)
  return existsSync(view) ? view : here(`./src/endpoints/${name}.ts`)
}

/**
 * The server bundle exports one function from Request to Response. With a Response in hand the page cache can keep
 * its bytes and tests need no port; the Node adapter would write straight into a socket.
 */
const requestToResponse: AstroIntegration = {
  name: 'request-to-response',
  hooks: {
    'astro:config:done': ({ setAdapter }) => {
      setAdapter({
        name: 'request-to-response',
        entrypointResolution: 'auto',
        serverEntrypoint: here('./src/server.ts'),
        adapterFeatures: { buildOutput: 'server' },
        supportedAstroFeatures: { serverOutput: 'stable', sharpImageService: 'unsupported' },
      })
    },
  },
}

/** Pages and server share one instance of every module; Node runs the modules' TypeScript itself. */
const modulesStayOutside: Plugin = {
  name: 'modules-stay-outside',
  enforce: 'pre',
  resolveId: (id) => (/^#(modules|platform|kernel|app)\//.test(id) ? { id, external: true } : undefined),
}

/** Astro 7.3.0 imports this path from a virtual module but forgot to export it. */
const missingExport: Plugin = {
  name: 'astro-missing-export',
  enforce: 'pre',
  resolveId: (id) =>
    id === 'astro/_internal/logger' ? here('../../node_modules/astro/dist/core/logger/core.js') : undefined,
}

export default defineConfig({
  root: here('.'),
  outDir: here('../../dist/shop'),
  cacheDir: here('../../node_modules/.cache/astro'),
  output: 'server',
  trailingSlash: 'never',
  integrations: [pagesByName],
  adapter: requestToResponse,
  session: false,
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
  build: { inlineStylesheets: 'never', assets: 'assets' },
  // The server's own middleware compares Origin with the public address, which Astro cannot know behind a proxy.
  security: { checkOrigin: false },
  devToolbar: { enabled: false },
  vite: {
    cacheDir: here('../../node_modules/.cache/astro-vite'),
    plugins: [modulesStayOutside, missingExport],
    build: { assetsInlineLimit: 0 },
  },
})
