import { useQuery } from '@tanstack/react-query'
import { settingsQuery } from '../pages/settings/settings-query.ts'

export const useShopName = (): string => useQuery(settingsQuery).data?.shopName ?? 'Étal'
