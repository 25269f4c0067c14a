import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The pages: one entry, each page a chunk of its own. Served by the server from `dist/`. */
export default defineConfig({
  root: 'client',
  plugins: [react()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
})
