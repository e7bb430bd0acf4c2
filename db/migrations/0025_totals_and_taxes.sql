-- What an order comes to: items, less discounts, plus delivery, paid in part by a voucher; and how each line is taxed.

alter table orders
  add column discount_minor integer not null default 0,
  add column voucher_minor integer not null default 0,
  drop constraint orders_check,
  add constraint orders_total check (total_minor = items_minor - discount_minor + delivery_minor),
  add constraint orders_discount check (discount_minor between 0 and items_minor),
  add constraint orders_voucher check (voucher_minor between 0 and total_minor);
alter table orders add column due_minor integer not null generated always as (total_minor - voucher_minor) stored;
comment on column orders.discount_minor is 'Sum of the discounts of living lines. Offers open to everybody are not in it: they are the price of the line.';
comment on column orders.voucher_minor is 'The part paid by a gift voucher: a means of payment, not a discount.';
comment on column orders.due_minor is 'What is asked for otherwise: card, transfer, cash.';

alter table order_lines
  add column kind text not null default 'goods' check (kind in ('goods', 'voucher')),
  add column discount_minor integer not null default 0,
  add constraint order_lines_discount check (discount_minor between 0 and total_minor);
comment on column order_lines.kind is 'voucher: a gift voucher, which has no copy and no variant.';

create table order_discounts (
  id bigint generated always as identity primary key,
  order_id uuid not null references orders,
  order_line_id uuid references order_lines,
  promotion_id uuid,
  name text not null,
  code text,
  amount_minor integer not null check (amount_minor > 0)
);
comment on table order_discounts is 'What each promotion took off each line, as agreed. Without a line it was taken off the delivery, whose price on the order is what remained.';
create index order_discounts_order on order_discounts (order_id);
create index order_discounts_line on order_discounts (order_line_id);
create index order_discounts_promotion on order_discounts (promotion_id);

-- Taxes. The scheme of a piece is decided when it is bought; the regime of the shop is dated.
create table tax_regimes (
  valid_from date primary key,
  regime text not null check (regime in ('normal', 'franchise')),
  used_scheme text not null check (used_scheme in ('margin', 'normal')),
  is_oss boolean not null default false,
  set_at timestamptz not null,
  set_by text not null
);
comment on table tax_regimes is 'How the shop is taxed from a day on (Europe/Paris). Without a row it is exempt (franchise en base), which is how a small seller starts.';
comment on column tax_regimes.used_scheme is 'What a used piece is given at intake unless somebody decides otherwise for it.';
comment on column tax_regimes.is_oss is 'Taxed where the buyer lives although sales to other member states are still below the threshold.';

alter table units add column tax_scheme text check (tax_scheme in ('normal', 'margin'));
comment on column units.tax_scheme is 'Decided at intake: margin when it was bought from somebody who charged no VAT. Null: from before taxes were kept; the regime of the day of sale decides.';

create function default_tax_scheme(p_variant_id uuid, p_at timestamptz) returns text language sql stable as $$
  select case when v.condition = 'used' then coalesce((
      select used_scheme from tax_regimes where valid_from <= (p_at at time zone 'Europe/Paris')::date order by valid_from desc limit 1), 'margin')
    else 'normal' end
  from variants v where v.id = p_variant_id
$$;

create table unit_tax_decisions (
  id bigint generated always as identity primary key,
  unit_id uuid not null references units,
  tax_scheme text not null check (tax_scheme in ('normal', 'margin')),
  because text not null,
  at timestamptz not null,
  actor text not null
);
comment on table unit_tax_decisions is 'Who decided otherwise than the default, and why (e.g. the supplier''s invoice shows VAT).';
create index unit_tax_decisions_unit on unit_tax_decisions (unit_id, id);

alter table variants add column is_factory_sealed boolean not null default false;
comment on column variants.is_factory_sealed is 'Still in the maker''s film: the right of withdrawal ends when the buyer opens it (L221-28 9°), and the margin scheme is doubtful for it.';

create table order_line_taxes (
  order_line_id uuid primary key references order_lines,
  scheme text not null check (scheme in ('normal', 'margin', 'exempt', 'none')),
  country text not null,
  rate_basis_points integer not null check (rate_basis_points >= 0),
  paid_minor integer not null check (paid_minor >= 0),
  delivery_minor integer not null check (delivery_minor >= 0),
  cost_minor integer,
  base_minor integer not null check (base_minor >= 0),
  vat_minor integer not null check (vat_minor >= 0),
  recorded_at timestamptz not null
);
comment on table order_line_taxes is 'How each line is taxed, recorded right after the order was placed. none: a voucher, taxed when it is used. A line under the margin scheme never shows this VAT to the buyer.';
comment on column order_line_taxes.delivery_minor is 'The share of delivery charged with this line: part of its price (directive 2006/112, art. 312).';
comment on column order_line_taxes.cost_minor is 'What its copies were bought for; null when not known, and then the whole price is the margin.';
