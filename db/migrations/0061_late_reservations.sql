-- A request of ours may reach a provider after the payment was given up there: then the money is reserved in vain.

alter table payments add column look_again_at timestamptz;
comment on column payments.look_again_at is 'A cancelled payment is looked at once more then: what the provider reserved or took after all goes back.';
create index payments_look_again on payments (look_again_at) where look_again_at is not null;
