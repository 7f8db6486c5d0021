/** Who may import whom. Lower rooms know nothing of higher ones; a cycle is fatal. */
const FEATURE = '^server/src/([^/]+)/';
const LAYERS = [
  { from: 'platform', to: [] },
  { from: 'migrations', to: [] },
  { from: 'admin', to: ['platform'] },
  { from: 'identity', to: ['platform'] },
  { from: 'pictures', to: ['platform', 'admin', 'identity'] },
  { from: 'catalog', to: ['platform', 'admin', 'pictures'] },
  { from: 'shop', to: ['platform', 'admin', 'catalog'] },
  { from: 'cart', to: ['platform', 'identity', 'catalog'] },
  { from: 'payments', to: ['platform', 'admin'] },
  { from: 'reconciliation', to: ['platform', 'payments'] },
  { from: 'ledger', to: ['platform'] },
  {
    from: 'wallet',
    to: ['platform', 'admin', 'identity', 'payments', 'ledger', 'shop', 'promotions'],
  },
  { from: 'promotions', to: ['platform', 'admin', 'identity', 'pictures', 'catalog', 'shop'] },
  {
    from: 'membership',
    to: [
      ...['platform', 'admin', 'identity', 'catalog', 'shop', 'promotions', 'ledger'],
      'payments',
    ],
  },
  {
    from: 'member-import',
    to: ['platform', 'admin', 'identity', 'ledger', 'membership', 'wallet'],
  },
  { from: 'outside-orders', to: ['platform', 'identity', 'member-import'] },
  { from: 'privacy', to: ['platform', 'identity'] },
  { from: 'analytics', to: ['platform', 'identity', 'promotions', 'tracking'] },
  {
    from: 'pricing',
    to: ['platform', 'identity', 'catalog', 'shop', 'promotions', 'membership'],
  },
  { from: 'messages', to: ['platform', 'identity', 'payments', 'shop'] },
  {
    from: 'orders',
    to: [
      ...['platform', 'admin', 'identity', 'catalog', 'cart', 'payments', 'pricing', 'shop'],
      ...['promotions', 'membership', 'wallet'],
    ],
  },
  {
    from: 'referrals',
    to: [
      ...['platform', 'admin', 'identity', 'catalog', 'shop', 'promotions', 'membership'],
      ...['payments', 'wallet', 'orders'],
    ],
  },
  {
    from: 'promoters',
    to: [
      ...['platform', 'admin', 'identity', 'catalog', 'shop', 'ledger', 'wallet', 'orders'],
      ...['payments', 'referrals'],
    ],
  },
  { from: 'channels', to: ['platform', 'identity', 'promotions', 'referrals', 'wechat-links'] },
  { from: 'shipping', to: ['platform', 'messages', 'payments', 'orders'] },
  { from: 'fapiao', to: ['platform', 'identity', 'orders'] },
  {
    from: 'after-sales',
    to: [
      ...['platform', 'identity', 'catalog', 'pictures', 'payments', 'shop', 'messages'],
      ...['membership', 'wallet', 'orders'],
    ],
  },
  { from: 'segments', to: ['platform', 'identity', 'promotions', 'analytics'] },
  { from: 'tracking', to: ['platform'] },
  { from: 'wechat-links', to: ['platform', 'pictures'] },
  {
    from: 'posters',
    to: ['platform', 'catalog', 'pictures', 'shop', 'promotions', 'membership', 'wechat-links'],
  },
  { from: 'audit', to: ['platform', 'membership'] },
  {
    from: 'cli',
    to: [
      ...['platform', 'admin', 'identity', 'pictures', 'catalog', 'shop', 'membership', 'wallet'],
      ...['member-import', 'outside-orders', 'audit'],
    ],
  },
];

const DECLARED = LAYERS.map(({ from }) => from).join('|');

const layerRules = LAYERS.map(({ from, to }) => ({
  name: `${from}-stands-on-${to.join('-') || 'nothing'}`,
  severity: 'error',
  from: { path: `^server/src/${from}/` },
  to: {
    path: FEATURE,
    pathNot: `^server/src/(${[from, ...to].join('|')})/${from === 'platform' ? '|^server/src/migrations/' : ''}`,
  },
}));

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'a cycle of types alone vanishes when compiled',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-imports-itself-only',
      severity: 'error',
      from: { path: '^shared/src', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^shared/src|node_modules/(zod|simple-statistics|@jest|fast-check)|^zod$' },
    },
    {
      name: 'miniapp-knows-no-server',
      severity: 'error',
      from: { path: '^miniapp' },
      to: { path: '^server' },
    },
    {
      name: 'server-knows-no-sandbox',
      severity: 'error',
      from: { path: '^server/src' },
      to: { path: '^server/sandbox' },
    },
    {
      name: 'sandbox-knows-no-server',
      severity: 'error',
      from: { path: '^server/sandbox' },
      to: { path: '^server/src' },
    },
    {
      name: 'no-store-of-another-feature',
      severity: 'error',
      from: { path: FEATURE },
      to: { path: '\\.store\\.ts$', pathNot: '^server/src/$1/' },
    },
    {
      name: 'no-kind-of-promotion-knows-another',
      severity: 'error',
      comment: 'but for the one service that grants coupons',
      from: { path: '^server/src/promotions/([^/]+)/', pathNot: '/campaigns/' },
      to: {
        path: '^server/src/promotions/[^/]+/',
        pathNot: '/(campaigns|$1)/|/coupon/coupons\\.service',
      },
    },
    {
      name: 'every-room-has-a-layer',
      severity: 'error',
      comment: 'a room that LAYERS does not name could import anything',
      from: { path: FEATURE, pathNot: `^server/src/(${DECLARED})/` },
      to: {},
    },
    ...layerRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
  },
};
