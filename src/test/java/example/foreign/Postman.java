package example.foreign;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Stores each message as a note. */
@MessageDriven
public class Postman implements MessageListener {

  @PersistenceContext private EntityManager entities;
  @Inject private Notes notes;

  /** Without a transaction, which would take part in two resources. */
  @Override
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void onMessage(Message message) {
    try {
      String text = message.getBody(String.class);
      if (entities.find(Note.class, text) == null) {
        notes.add(text);
      }
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }
}
