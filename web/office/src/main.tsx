import '@fontsource-variable/bricolage-grotesque'
import '@fontsource-variable/instrument-sans'
import '../../ui/tokens.css'
import '@mantine/core/styles.css'
import '@mantine/dropzone/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './look/office.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './blocks/query-client.ts'
import { startTexts } from './i18n.ts'
import { cssVariables, theme } from './look/theme.ts'
import { readNonce } from './nonce.ts'
import { Entrance } from './session/entrance.tsx'

await startTexts()
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={readNonce}
      >
        <Notifications position="bottom-right" />
        <QueryClientProvider client={queryClient}>
          <Entrance />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}
