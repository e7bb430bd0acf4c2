-- Money that came by transfer or in cash goes back by hand; whoever sent it says so.

alter table payment_refunds add column done_by text, add column done_reference text;
comment on column payment_refunds.done_by is 'Who recorded it as gone: a person for money sent by hand, else the process that told the provider.';
comment on column payment_refunds.done_reference is 'What stands on the transfer or the receipt, for money sent by hand.';
