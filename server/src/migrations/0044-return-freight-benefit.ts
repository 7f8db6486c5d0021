import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';

/** Which benefit pays for sending goods back: a plan that is given back has been used for it. */
export const returnFreightBenefit: Migration = {
  name: '0044-return-freight-benefit',
  statements: [`ALTER TABLE after_sale ADD COLUMN return_freight_benefit_id ${ID} NULL`],
};
