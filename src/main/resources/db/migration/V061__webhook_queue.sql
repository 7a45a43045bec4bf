-- In the very order in which deliveries are made, so that those that are due are read from its beginning, and not all of
-- them sorted each time.
drop index webhook_delivery_due;
create index webhook_delivery_due on webhook_delivery (webhook_id, next_at, position, id) where status = 'pending';
