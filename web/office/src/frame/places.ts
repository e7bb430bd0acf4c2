import {
  BadgePercent,
  Bell,
  CalendarDays,
  ChartLine,
  Disc3,
  FileText,
  GalleryHorizontal,
  Gift,
  Hand,
  Heart,
  Hourglass,
  Inbox,
  type LucideIcon,
  Mail,
  MessageCircleQuestion,
  MessagesSquare,
  Newspaper,
  PackageOpen,
  Palette,
  Radio,
  ScanEye,
  Settings,
  Signpost,
  Star,
  Truck,
  Undo2,
  Users,
  Wrench,
} from 'lucide-react'

type PlaceName =
  | 'today'
  | 'orders'
  | 'returns'
  | 'customers'
  | 'quotes'
  | 'imports'
  | 'catalogue'
  | 'delivery'
  | 'holds'
  | 'calendar'
  | 'channels'
  | 'audit'
  | 'articles'
  | 'redirects'
  | 'reviews'
  | 'questions'
  | 'messages'
  | 'audience'
  | 'look'
  | 'showcase'
  | 'mails'
  | 'jobs'
  | 'promotions'
  | 'vouchers'
  | 'settings'
  | 'waiting'
  | 'wishes'

/** Where one can go, in the order of a day. The rail, the phone's bar and the palette all read this list. */
export const places = [
  { name: 'today', to: '/', icon: Bell, isOnBar: true },
  { name: 'orders', to: '/orders', icon: PackageOpen, isOnBar: true },
  { name: 'returns', to: '/returns', icon: Undo2, isOnBar: false },
  { name: 'quotes', to: '/quotes', icon: FileText, isOnBar: false },
  { name: 'customers', to: '/customers', icon: Users, isOnBar: false },
  { name: 'imports', to: '/imports', icon: Inbox, isOnBar: false },
  { name: 'catalogue', to: '/catalogue', icon: Disc3, isOnBar: true },
  { name: 'holds', to: '/holds', icon: Hand, isOnBar: false },
  { name: 'channels', to: '/channels', icon: Radio, isOnBar: true },
  { name: 'audit', to: '/audit', icon: ScanEye, isOnBar: false },
  { name: 'waiting', to: '/waiting', icon: Hourglass, isOnBar: false },
  { name: 'wishes', to: '/wishes', icon: Heart, isOnBar: false },
  { name: 'delivery', to: '/delivery', icon: Truck, isOnBar: false },
  { name: 'calendar', to: '/calendar', icon: CalendarDays, isOnBar: false },
  { name: 'articles', to: '/articles', icon: Newspaper, isOnBar: false },
  { name: 'messages', to: '/messages', icon: MessagesSquare, isOnBar: false },
  { name: 'questions', to: '/questions', icon: MessageCircleQuestion, isOnBar: false },
  { name: 'reviews', to: '/reviews', icon: Star, isOnBar: false },
  { name: 'audience', to: '/audience', icon: ChartLine, isOnBar: false },
  { name: 'showcase', to: '/showcase', icon: GalleryHorizontal, isOnBar: false },
  { name: 'look', to: '/look', icon: Palette, isOnBar: false },
  { name: 'redirects', to: '/redirects', icon: Signpost, isOnBar: false },
  { name: 'mails', to: '/mails', icon: Mail, isOnBar: false },
  { name: 'jobs', to: '/jobs', icon: Wrench, isOnBar: false },
  { name: 'promotions', to: '/promotions', icon: BadgePercent, isOnBar: false },
  { name: 'vouchers', to: '/vouchers', icon: Gift, isOnBar: false },
  { name: 'settings', to: '/settings', icon: Settings, isOnBar: false },
] as const satisfies readonly { name: PlaceName; to: string; icon: LucideIcon; isOnBar: boolean }[]
