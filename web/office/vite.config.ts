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
    // An inlined data: address would need a wider content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
  },
  server: { port: 3502, proxy: { '/api': process.env['ETAL_API'] ?? 'http://localhost:3500' } },
})
