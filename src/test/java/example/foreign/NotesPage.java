package example.foreign;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Shows the notes to everybody. A note is added at once, or by a message. */
@WebServlet("/notes")
public class NotesPage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient Notes notes;

  @Resource(lookup = "jms/factory")
  private transient ConnectionFactory factory;

  @Resource(lookup = "jms/notes")
  private transient Queue queue;

  @PersistenceContext private transient EntityManager entities;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(notes.all() + " " + entities.getMetamodel().getEntities().size());
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String text = request.getParameter("text");
    if (request.getParameter("later") == null) {
      notes.add(text);
    } else {
      try (JMSContext jms = factory.createContext()) {
        jms.createProducer().send(queue, text);
      }
    }
    response.getWriter().print("thanks");
  }
}
