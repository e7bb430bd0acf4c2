import { watchAvailability } from './availability.ts'
import { improveCheckout } from './checkout.ts'
import { runCountdowns } from './countdown.ts'
import { openGallery } from './gallery.ts'
import { openSheets } from './sheets.ts'
import { suggestWhileTyping } from './suggest.ts'

// Every page works without this file; it only keeps an open page true and saves clicks.
runCountdowns()
watchAvailability()
suggestWhileTyping()
openGallery()
openSheets()
improveCheckout()
