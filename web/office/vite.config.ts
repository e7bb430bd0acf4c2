import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: '/office/',
  plugins: [react()],
  // The server replaces the placeholder in every answer: Vite puts it on its own tags, Mantine gets it through the meta element.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../../dist/office',
    emptyOutDir: true,
    target: 'es2023',
    // Browsers that know light-dark(): rewritten for older ones it no longer follows the scheme chosen in the office.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // An inlined data: address would need a wider content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // Two files every page needs and one per page, instead of sixty crumbs.
        codeSplitting: {
          groups: [
            {
              name: 'libraries',
              test: /node_modules\/(?!@mantine\/dropzone|react-dropzone|file-selector|attr-accept)/,
            },
            { name: 'frame', test: /office\/src\/(blocks|frame|look|session)\// },
          ],
        },
      },
    },
  },
  server: {
    port: 3502,
    proxy: Object.fromEntries(
      ['/api', '/covers'].map((path) => [path, process.env.ETAL_API ?? 'http://localhost:3000']),
    ),
  },
})
