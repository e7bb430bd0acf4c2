create table if not exists prestashop_rows (
  resource text not null,
  id integer not null,
  document text not null,
  visible_at text not null,
  primary key (resource, id)
) strict;
create index if not exists prestashop_by_reference
  on prestashop_rows (resource, json_extract(document, '$.fields.reference') collate nocase);
create index if not exists prestashop_by_product
  on prestashop_rows (resource, json_extract(document, '$.fields.id_product') collate nocase);

create table if not exists prestashop_images (
  id integer primary key autoincrement,
  product_id integer not null,
  bytes_count integer not null
) strict;
create index if not exists prestashop_images_by_product on prestashop_images (product_id);
