export const useShopName = (): string => 'Le Bac à Disques'
