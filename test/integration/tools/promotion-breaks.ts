/** For each thing that must hold of promotions, one way to break it. */
export const PROMOTION_BREAKS: Readonly<Record<string, string>> = {
  'a campaign counts what its orders hold and use': 'UPDATE campaign_tally SET uses = uses + 1',
  'an order with a newcomer’s benefit claims it, or is flagged': 'DELETE FROM newcomer_claim',
  'a newcomer’s benefit is claimed by no order that has none':
    "UPDATE promotion_use SET state = 'returned' WHERE kind = 'newcomer'",
  'a gift costs nothing and says what it was given for': 'UPDATE order_line SET gift_terms = NULL',
  'a gift is of an offer that its order took': "DELETE FROM promotion_use WHERE kind = 'gift'",
  'an after-sale withholds for gifts only where some are kept':
    'UPDATE after_sale_line SET gift_withheld_fen = 1',
  'a campaign keeps within its limits': 'UPDATE campaign_tally SET budget_fen = spent_fen - 1',
  'a shopper is counted for what their orders hold and use':
    'UPDATE campaign_person SET uses = uses + 1',
  'what an offer saved is the sum of its discounts on lines':
    'UPDATE promotion_use SET saved_fen = saved_fen + 1',
  'offers are held by unpaid orders, used by paid ones, returned by closed ones':
    "UPDATE promotion_use SET state = 'held' WHERE state = 'used'",
};
