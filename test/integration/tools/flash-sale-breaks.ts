/** For each thing that must hold of stock set apart for campaigns, one way to break it. */
export const FLASH_SALE_BREAKS: Readonly<Record<string, string>> = {
  'activity stock is the sum of its movements':
    'UPDATE activity_stock SET stock = stock - 1 WHERE stock > 0',
  'units set apart came from the ordinary stock, and what went back is there':
    "DELETE FROM stock_movement WHERE reason = 'set-apart'",
  'an order of a flash sale has taken exactly its units, and none once it closed unpaid':
    "UPDATE activity_movement SET quantity = quantity + 1 WHERE reason = 'order'",
  'nothing but an order’s own lines took from an activity stock':
    'UPDATE order_line SET stock_of = NULL',
  'an after-sale gave back to the activity the units never sent':
    "DELETE FROM activity_movement WHERE reason = 'unsent-refunded'",
  'a flash sale that is over has given back what was left':
    "UPDATE campaign SET ends_at = '2026-01-01' WHERE kind = 'flash-sale'",
};
